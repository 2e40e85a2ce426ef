/** What a stranger is told of the file in his hands, beside the number that he came with. */
import type { components } from '../../../api/schema'
import type { Tone } from '../../../lib/status'

export type Answer = components['schemas']['VerifyOut']
export type PublicPaper = components['schemas']['PublicPaperOut']

export interface Verdict {
  /** `other`: genuine, but of another number; `altered`: not the file of this number. */
  key: 'genuine' | 'void' | 'other' | 'document' | 'altered' | 'unknown'
  tone: Tone
}

/** States in which a genuine paper binds nobody. */
const VOID = new Set(['refused', 'lapsed'])

export function verdictOf(answer: Answer, numbered: PublicPaper | undefined): Verdict {
  if (answer.paper) {
    if (numbered && numbered.number !== answer.paper.number) return { key: 'other', tone: 'warning' }
    return VOID.has(answer.paper.state) ? { key: 'void', tone: 'warning' } : { key: 'genuine', tone: 'success' }
  }
  if (answer.document) return { key: 'document', tone: 'info' }
  return numbered ? { key: 'altered', tone: 'danger' } : { key: 'unknown', tone: 'neutral' }
}
