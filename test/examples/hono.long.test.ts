import { describeHandler } from '../server/handlerContract.ts'
import { startExample } from './startExample.ts'

describeHandler('the token handler of the example hono', (setup) =>
  startExample({ name: 'hono', start: () => ['start'] }, setup),
)
