/**
 * What must outlive the page: IndexedDB with strict durability, so that a promise that is kept means it is on the disk.
 * Three stores: `kept` (copies of what the server said), `intents` (what waits to be sent), `sessions` (scans under way).
 */
export type Store = 'kept' | 'intents' | 'sessions'

const STORES: Store[] = ['kept', 'intents', 'sessions']
let opening: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open('hengku', 1)
    asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name))
    asked.onsuccess = () => {
      // another tab brings a newer layout: let go, and open anew when needed
      asked.result.onversionchange = () => {
        asked.result.close()
        opening = null
      }
      resolve(asked.result)
    }
    asked.onerror = () => reject(asked.error ?? new Error('IndexedDB'))
  }).catch((caught: unknown) => {
    opening = null
    throw caught
  })
  return opening
}

/** Does everything in one transaction; resolves when it is on the disk, with what `work` gave. */
export async function within<T>(stores: Store[], work: (of: (name: Store) => IDBObjectStore) => T): Promise<T> {
  const database = await open()
  return new Promise<T>((resolve, reject) => {
    const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' })
    const done = work((name) => transaction.objectStore(name))
    transaction.oncomplete = () => resolve(done)
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB'))
  })
}

async function ask<T>(store: Store, question: (of: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  return new Promise<T>((resolve, reject) => {
    const asked = question(database.transaction(store, 'readonly').objectStore(store))
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error ?? new Error('IndexedDB'))
  })
}

export const read = <T>(store: Store, key: string): Promise<T | undefined> => ask(store, (of) => of.get(key) as IDBRequest<T | undefined>)
export const readAll = <T>(store: Store): Promise<T[]> => ask(store, (of) => of.getAll() as IDBRequest<T[]>)
export const write = (store: Store, key: string, value: unknown): Promise<unknown> => within([store], (of) => of(store).put(value, key))
export const remove = (store: Store, key: string): Promise<unknown> => within([store], (of) => of(store).delete(key))
export const clear = (store: Store): Promise<unknown> => within([store], (of) => of(store).clear())
