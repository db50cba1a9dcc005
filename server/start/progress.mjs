/** The step whose line stands unfinished on the terminal. @type {{ label: string, began: number } | null} */
let open = null;

/** @param {number} began milliseconds @returns {string} */
function seconds(began) {
  return `${Math.round((Date.now() - began) / 1000)} s`;
}

/** Prints a line, after closing the line of a step that is still running. @param {string} line */
export function say(line) {
  if (open) process.stdout.write(process.stdout.isTTY ? '\r\x1b[K' : '\n');
  open = null;
  process.stdout.write(`${line}\n`);
}

/** Shows a running step: counted up in place on a terminal, begun once elsewhere. @param {{ label: string, began: number }} task */
function show(task) {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K  ${task.label} … ${seconds(task.began)}`);
  else if (open !== task) process.stdout.write(`  ${task.label} …`);
  open = task;
}

/**
 * Runs `work`; when it takes more than a second one line says what it is and how long it took.
 * @template T
 * @param {string} label as in `building pages`
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const task = { label, began: Date.now() };
  const timer = setInterval(() => show(task), 1000);
  const close = (/** @type {string} */ end) => {
    clearInterval(timer);
    if (Date.now() - task.began < 1000 && open !== task) return;
    const inPlace = open === task && !process.stdout.isTTY;
    const start = process.stdout.isTTY ? '\r\x1b[K' : open && !inPlace ? '\n' : '';
    process.stdout.write(inPlace ? ` ${end}\n` : `${start}  ${label} … ${end}\n`);
    open = null;
  };
  try {
    const result = await work();
    close(seconds(task.began));
    return result;
  } catch (error) {
    close(`failed after ${seconds(task.began)}`);
    throw error;
  }
}
