// Runs axe-core over pages of a running server, light, dark and on a phone:
//   npm run axe -- http://127.0.0.1:8080 /projects /candidates
// AXE_EMAIL and AXE_PASSWORD sign in first; CHROMIUM names the browser.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const [origin, ...paths] = process.argv.slice(2);
const { AXE_EMAIL: email, AXE_PASSWORD: password, CHROMIUM: chromium = 'chromium' } = process.env;
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const modes = { light: ['1440,900'], dark: ['1440,900', '--blink-settings=preferredColorScheme=0'], phone: ['500,844'] };

const runner = `addEventListener('load', async () => {
  await document.fonts.ready;
  const { violations } = await axe.run(document, { runOnly: ${JSON.stringify(rules)} });
  document.body.innerHTML = '<pre id="axe">' + encodeURIComponent(JSON.stringify(violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((n) => n.html.slice(0, 160)) })))) + '</pre>';
});`;

let cookie = '';
if (email) {
  const answer = await fetch(`${origin}/sign-in`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ email, password }) });
  cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  if (!cookie) throw new Error(`could not sign in: ${answer.status}`);
}

// The pages' own policy forbids foreign scripts: they are fetched here and handed on with axe inside and without it.
const proxy = createServer(async (request, response) => {
  if (request.url === '/axe.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(`${axe};${runner}`);
  const answer = await fetch(origin + request.url, { headers: { cookie, accept: request.headers.accept ?? '*/*' }, redirect: 'manual' });
  const type = answer.headers.get('content-type') ?? 'application/octet-stream';
  const body = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, { 'content-type': type });
  response.end(type.startsWith('text/html') ? body.toString().replace('</body>', '<script src="/axe.js"></script></body>') : body);
});
await new Promise((listening) => proxy.listen(0, '127.0.0.1', listening));
const base = `http://127.0.0.1:${proxy.address().port}`;

let found = 0;
for (const path of paths) for (const [mode, [size, ...more]] of Object.entries(modes)) {
  const profile = mkdtempSync(join(tmpdir(), 'axe-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', `--user-data-dir=${profile}`, `--window-size=${size}`, '--virtual-time-budget=8000', ...more, '--dump-dom'];
  const { stdout } = await promisify(execFile)(chromium, [...flags, base + path], { maxBuffer: 1e8 });
  rmSync(profile, { recursive: true, force: true });
  const [, report] = stdout.match(/<pre id="axe">([^<]*)</) ?? [];
  if (report === undefined) throw new Error(`${path}: axe did not answer`);
  const violations = JSON.parse(decodeURIComponent(report));
  found += violations.length;
  console.log(`${path} ${mode}: ${violations.length || 'clean'}`);
  for (const { id, help, nodes } of violations) console.log(`  ${id}: ${help}\n    ${nodes.join('\n    ')}`);
}
proxy.close();
process.exitCode = found ? 1 : 0;
