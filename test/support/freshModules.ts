import { vi } from 'vitest'

// Test files share one worker and one document, as to start these anew takes most of the time of a run; what the
// modules under test remember begins anew with each.
vi.resetModules()
