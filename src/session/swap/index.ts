export { preventFocus } from '../../browser/preventFocus.ts'
export { wasFrameBlocked } from '../../browser/wasFrameBlocked.ts'
export { swapFrames } from './swapFrames.ts'
