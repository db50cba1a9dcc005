/** More computers than this would hold more memory than they are worth: each opens every model for itself. */
const MOST_COMPUTERS = 8;

/**
 * How a worker shares its cores: one computer a core, each with forward passes of one thread. Measured on 2 cores
 * (`npm run bench -- pipeline` prints it for any machine), images/s of lung_unet at batch 1: two computers of one
 * thread 69, one of two threads 57; of MobileNetV2 195 and 76. Batches of 2, 4 and 8 gained nothing in any of them.
 */
export function sharesOfCores(cores: number): { size: number; threads: number } {
  const size = Math.max(1, Math.min(MOST_COMPUTERS, Math.floor(cores)));
  return { size, threads: Math.max(1, Math.floor(cores / size)) };
}
