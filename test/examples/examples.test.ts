import { describeHandler } from '../server/handlerContract'
import { startExample } from './startExample'

const start = () => ['start']

describeHandler('the token handler of the Express example', (setup) => startExample({ name: 'express', start }, setup))

describeHandler('the token handler of the Hono example', (setup) => startExample({ name: 'hono', start }, setup))

describeHandler('the token handler of the Next.js example', (setup) =>
  startExample({ name: 'next', build: ['run', 'build'], start: (port) => ['start', '--', '-p', String(port)] }, setup),
)
