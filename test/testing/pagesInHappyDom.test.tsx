// @vitest-environment happy-dom
import { describe } from 'vitest'
import { describeEmulatedPages } from './pagesContract.tsx'

describe('pages in happy-dom', describeEmulatedPages)
