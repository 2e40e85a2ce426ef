/** The figures of a kept document of inputs, one after another, each with source and day. */

export interface Told {
  path: string
  method: string
  value: string
  /** Fen, of an amount or a series of them. */
  amounts: number[] | null
  source: string
  asOf: string
}

type Tree = { [key: string]: unknown }

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

export function figuresOf(inputs: Tree): Told[] {
  const methods = Array.isArray(inputs.methods) ? (inputs.methods as Tree[]) : []
  return methods.flatMap((method, place) => walk(method, `methods.${place}`, String(method.method)))
}

function walk(value: unknown, path: string, method: string): Told[] {
  if (Array.isArray(value)) return value.flatMap((each, place) => walk(each, `${path}.${place}`, method))
  if (!isTree(value)) return []
  if (typeof value.source === 'string' && typeof value.as_of === 'string') {
    const amounts = Array.isArray(value.values) ? (value.values as number[]) : /_fen$/.test(path) ? [Number(value.value)] : null
    return [{ path, method, value: String(value.value ?? ''), amounts, source: value.source, asOf: value.as_of }]
  }
  return Object.entries(value).flatMap(([key, each]) => walk(each, `${path}.${key}`, method))
}
