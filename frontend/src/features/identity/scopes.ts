/** `rights.read` as the key of its words. */
export const scopeKey = (scope: string) => `identity.keys.scope.${scope.replace('.', '_')}`
/** For how long a key can be good. */
export const DAYS: readonly number[] = [30, 90, 180, 365]
