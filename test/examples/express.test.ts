import { describeHandler } from '../server/handlerContract.ts'
import { startExample } from './startExample.ts'

describeHandler('the token handler of the example express', (setup) =>
  startExample({ name: 'express', start: () => ['start'], hasPage: true }, setup),
)
