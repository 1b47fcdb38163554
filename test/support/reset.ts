/** `npm run reset`: empties what `npm start` keeps. */
import { rm } from 'node:fs/promises'
import { dataFolder } from './start.ts'

await rm(dataFolder, { recursive: true, force: true })
console.info('The local data is gone. The next `npm start` begins afresh.')
