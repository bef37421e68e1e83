export { preventFocus } from '../../browser/preventFocus.ts'
export { swapFrames } from './swapFrames.ts'
