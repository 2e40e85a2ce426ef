/** No test asserts on seconds: what is waited for may come late on a busy machine. */
if (typeof document !== 'undefined') (await import('@testing-library/react')).configure({ asyncUtilTimeout: 20_000 })

export {}
