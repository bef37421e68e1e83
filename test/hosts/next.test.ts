import { testNextHosts } from './testNextHosts.ts'

testNextHosts([{ name: 'Next.js 16', host: 'next16' }])
