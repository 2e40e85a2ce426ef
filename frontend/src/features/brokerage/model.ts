/** How one wording of the notice differs from another, paragraph by paragraph. */
import type { components } from '../../api/schema'

export type Paragraph = components['schemas']['NoticeParagraphOut']
export interface Line { mark: 'same' | 'gone' | 'new'; paragraph: Paragraph }

const equal = (a: Paragraph, b: Paragraph) => a.zh === b.zh && a.en === b.en

/** The longest run of paragraphs that stand in both in this order; what goes stands before what comes. */
export function linesOf(before: readonly Paragraph[], after: readonly Paragraph[]): Line[] {
  const longest = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const [old, young] = [before[i] as Paragraph, after[j] as Paragraph]
      ;(longest[i] as number[])[j] = equal(old, young) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [old, young] = [before[i], after[j]]
    if (old && young && equal(old, young)) {
      lines.push({ mark: 'same', paragraph: young })
      i += 1
      j += 1
    } else if (old && (!young || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: 'gone', paragraph: old })
      i += 1
    } else if (young) {
      lines.push({ mark: 'new', paragraph: young })
      j += 1
    }
  }
  return lines
}
