import { describeHandler } from '../server/handlerContract.ts'
import { startExample } from './startExample.ts'

describeHandler('the token handler of the example next', (setup) =>
  startExample(
    { name: 'next', build: ['run', 'build'], start: (port) => ['start', '--', '-p', String(port)], hasPage: true },
    setup,
  ),
)
