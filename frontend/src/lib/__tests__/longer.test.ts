import { describe, expect, it } from 'vitest'
import { longer } from '../longer'

describe('longer', () => {
  it('lengthens every Latin word by two fifths', () => {
    expect(longer('Save 3 of {n} changes')).toBe('SaveSa 3 ofo {n} changescha')
  })
  it('leaves Chinese and figures alone', () => {
    expect(longer('第 3 页，共 12 页')).toBe('第 3 页，共 12 页')
  })
})
