/** The browser's storage, where it is full or forbidden: reading gives the default, writing says whether it worked. */
export function recall<T>(key: string, otherwise: T): T {
  try {
    const kept = localStorage.getItem(key)
    return kept === null ? otherwise : (JSON.parse(kept) as T)
  } catch {
    return otherwise
  }
}

/** Keeps the value; false when the browser refuses. */
export function keep(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

/** Forgets the key. */
export function forget(key: string): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // a browser that forbids storage has nothing to forget
  }
}

/** All keys that begin with the prefix. */
export function keysOf(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}
