/** A range as it is typed, and as the service takes it. */
export const FEN_PER_WAN = 1_000_000

export interface Spread { low: number; central: number; high: number }

export const fenOf = ({ low, central, high }: Spread) => ({
  low_fen: Math.round(low * FEN_PER_WAN), central_fen: Math.round(central * FEN_PER_WAN), high_fen: Math.round(high * FEN_PER_WAN),
})
