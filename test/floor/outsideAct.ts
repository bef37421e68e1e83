import { beforeEach } from 'vitest'

/** React 18 need not tell of what it renders outside of `act`: that is where the tests let time pass. */
beforeEach(() => void Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', false))
