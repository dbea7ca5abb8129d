/**
 * Asks the backend on a port of this machine for something small twenty times a second, as a window does, until its
 * input ends; then prints one line of JSON: how long the answers took, in milliseconds, slowest last.
 */
import { setTimeout } from 'node:timers/promises';

const url = `http://127.0.0.1:${process.argv[2]}/rpc/app.state`;
const headers = { 'content-type': 'application/json' };
const times: number[] = [];
let isOver = false;
process.stdin.resume().on('end', () => {
  isOver = true;
});
while (!isOver) {
  const started = performance.now();
  await untilAnswered();
  const took = performance.now() - started;
  times.push(took);
  await setTimeout(Math.max(0, 50 - took));
}
times.sort((left, right) => left - right);
console.log(JSON.stringify(times.map(Math.round)));

/** A connection that was given up while nobody answered is opened anew: that took its time as well. */
async function untilAnswered(): Promise<void> {
  for (;;) {
    try {
      await (await fetch(url, { method: 'POST', headers, body: '{}' })).json();
      return;
    } catch (error) {
      if (isOver) return;
      if (!(error instanceof TypeError)) throw error;
    }
  }
}
