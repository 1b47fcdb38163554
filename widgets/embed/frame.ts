/** Inside the sign-in's frame: tells the portal's page that the form is there, and how high it is. */
import { present, tell } from './tell.ts'

present(() => tell({ type: 'hall:ready' }))
