import { describe } from 'vitest'
import { describeEmulatedPages } from './pagesContract.tsx'

describe('pages in jsdom', describeEmulatedPages)
