/** Who gets which case: in turn, by the order given, so that the urgent ones are spread. Pure. */
export function inTurn(cases: readonly string[], receivers: readonly string[]): Record<string, string> {
  const shared: Record<string, string> = {}
  cases.forEach((id, place) => {
    const receiver = receivers[place % receivers.length]
    if (receiver !== undefined) shared[id] = receiver
  })
  return shared
}

/** How many each gets, in the order of the receivers. */
export function tally(shared: Readonly<Record<string, string>>, receivers: readonly string[]) {
  return receivers.map((receiver) => ({ receiver, n: Object.values(shared).filter((each) => each === receiver).length }))
}
