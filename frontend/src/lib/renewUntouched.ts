/** A form that is taken up anew: what nobody touched says what the record says now, what was typed stays. */
import type { FormInstance } from 'antd'

type Path = (string | number)[]

export function renewUntouched(form: FormInstance, present: object): void {
  for (const path of leaves(present)) {
    if (!form.isFieldTouched(path)) form.setFieldValue(path, path.reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], present))
  }
}

function leaves(of: object, under: Path = []): Path[] {
  return Object.entries(of).flatMap(([key, value]) => {
    const path = [...under, key]
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? leaves(value as object, path) : [path]
  })
}
