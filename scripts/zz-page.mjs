import { loadModule } from './load-module.mjs'
import { testBrowser } from './find-browser.mjs'
import { chromium } from 'playwright'
const { createEmulator } = await loadModule('src/testing.ts')
const { buildPages } = await loadModule('test/support/buildPages.ts')
const pages = await buildPages('/tmp/pages-x')
const emulator = await createEmulator({ pages })
const { mintFeltToken } = await loadModule('src/server.ts')
const opts = testBrowser(); console.log(JSON.stringify(opts))
const browser = await chromium.launch(opts)
const { token } = await mintFeltToken({ apiToken: emulator.felt.apiToken, mapId: 'm1', userEmail: 'a@b.c', origin: emulator.felt.origin })
for (let i=0;i<6;i++) {
  const context = await browser.newContext({ viewport: { width: 800, height: 400 } })
  const page = await context.newPage(); const s = await context.newCDPSession(page); await s.send('Performance.enable')
  const m = async()=>Object.fromEntries((await s.send('Performance.getMetrics')).metrics.map(x=>[x.name,x.value]))
  const cpu0 = (await import('node:fs')).readFileSync('/proc/stat','utf8').split('\n')[0].split(/ +/).slice(1,8).map(Number)
  const a = await m()
  const url = process.argv[2] === 'blank' ? 'data:text/html,hi' : `${emulator.felt.origin}/embed/map/m1?token=${token}`
  await page.goto(url); await page.waitForTimeout(1500)
  const b = await m()
  const cpu1 = (await import('node:fs')).readFileSync('/proc/stat','utf8').split('\n')[0].split(/ +/).slice(1,8).map(Number)
  const busy = [0,1,2,5,6].reduce((t,k)=>t+cpu1[k]-cpu0[k],0)/100
  console.log(i, 'task', (b.TaskDuration).toFixed(3), 'script', (b.ScriptDuration).toFixed(3), 'layout', b.LayoutDuration.toFixed(3), 'busy core-s', busy.toFixed(2))
  if (i===5) { await s.send('Profiler.enable'); await s.send('Profiler.setSamplingInterval',{interval:100}); await s.send('Profiler.start'); await page.reload(); await page.waitForTimeout(1500); const { profile } = await s.send('Profiler.stop'); const byId=new Map(profile.nodes.map(n=>[n.id,n])); const self=new Map(); profile.samples.forEach((id,k)=>{const n=byId.get(id).callFrame; const key=n.functionName+' '+n.url.split('/').pop()+':'+n.columnNumber; self.set(key,(self.get(key)??0)+profile.timeDeltas[k])}); for (const [k,v] of [...self].sort((x,y)=>y[1]-x[1]).slice(0,45)) console.log('   ', (v/1000).toFixed(1), k) }
  if (i===0) await page.screenshot({ path: '/tmp/map-now.png' })
  await context.close()
}
await browser.close(); process.exit()
