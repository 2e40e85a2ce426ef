/** Every Latin word longer by two fifths, as in German: `Save` → `SaveSa`, `Registration` → `RegistrationRegis`. */
const WORD = /\p{Script=Latin}+/gu

export const longer = (text: string): string => text.replace(WORD, (word) => word + word.slice(0, Math.round(word.length * 0.4)))
