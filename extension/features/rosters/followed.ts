/** The jobs whose end is to be told of, kept until they are over, however often the background is put to sleep. */
import type { Followed } from '../../messages.ts'

/** A job, and the moment from which it is followed. */
export type Kept = Followed & { since: number }

const DATABASE = 'followed-rosters'
const STORE = 'jobs'

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ['hall', 'id'] })
  const database = await done(request)
  try {
    return await done(act(database.transaction(STORE, mode).objectStore(STORE)))
  } finally {
    database.close()
  }
}

export const keepFollowed = (job: Kept) => inStore('readwrite', (store) => store.put(job))
export const dropFollowed = ({ hall, id }: Followed) =>
  inStore('readwrite', (store) => store.delete([hall, id]))
export const allFollowed = () => inStore<Kept[]>('readonly', (store) => store.getAll())
