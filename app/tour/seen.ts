const KEY = 'sightline.tour';

/** Whether the tour was open in this browser before; true where storage is forbidden, so that it never nags. */
export function wasSeen(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return true;
  }
}

export function rememberSeen(): void {
  try {
    localStorage.setItem(KEY, 'seen');
  } catch {
    // Storage is forbidden: the tour does not open by itself then.
  }
}
