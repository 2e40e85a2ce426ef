/** Ends and ticks of an axis of amounts, in fen. */

const FEN_OF_WAN = 1_000_000

/** A round end of the axis that divides by the ticks. */
export function niceMost(fen: number): number {
  const wan = fen / FEN_OF_WAN
  const power = 10 ** Math.floor(Math.log10(Math.max(1, wan)))
  const step = [1, 2, 4, 6, 8, 10].find((each) => each * power >= wan) ?? 10
  return step * power * FEN_OF_WAN
}

/** Where an amount stands between both ends, in per cent, never outside. */
export const placeOf = (fen: number, least: number, most: number): number =>
  most <= least ? 0 : Math.min(100, Math.max(0, ((fen - least) / (most - least)) * 100))
