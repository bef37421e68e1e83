import { vi } from 'vitest'

// Test files share one worker and one document, as to start these again takes most of the time of a run; what the
// modules under test remember begins again with each.
vi.resetModules()
