/** Routes of the counter: for every clerk, and for those who administer the hall. */
export const DESK = `
GET /counter
GET /counter/cases
POST /api/v1/counter/session/renew
GET /counter/cases/:owner/:id
GET /counter/openings/:unit/:id
GET /counter/openings/:unit/:id/letter
GET /counter/units/new
GET /counter/institutions
GET /counter/institutions/new
POST /counter/institutions/new
GET /counter/parcels
GET /counter/parcels/new
POST /counter/parcels/new
POST /counter/cases/:owner/:id
POST /counter/cases/:owner/:id/release
POST /counter/cases/:owner/:id/results
POST /counter/cases/:owner/:id/take
POST /counter/person-cases/:owner/:id/results
GET /counter/person-cases/:owner/:id
POST /counter/person-cases/:owner/:id
POST /counter/person-cases/:owner/:id/release
POST /counter/person-cases/:owner/:id/take
POST /counter/openings/:unit/:id/code
POST /counter/units/new
`

export const ADMINISTRATION = `
GET /counter/notices
GET /counter/notices/new
GET /counter/notices/:id
GET /counter/notices/:id/files/:file
POST /counter/notices/new
POST /counter/notices/:id
POST /counter/notices/:id/withdraw
GET /counter/items
GET /counter/items/:code
POST /counter/items/:code
GET /counter/rates
GET /counter/rates/base
GET /counter/rates/calendar
GET /counter/rates/rate
POST /counter/rates/base
POST /counter/rates/calendar
POST /counter/rates/rate
GET /counter/authorities
GET /counter/authorities/:id
GET /counter/authorities/new
GET /counter/authorities/preview
POST /counter/authorities/:id
POST /counter/authorities/:id/stop
POST /counter/authorities/:id/resume
POST /counter/authorities/new
POST /counter/authorities/preview
GET /counter/clients
GET /counter/clients/:id
GET /counter/clients/new
POST /counter/clients/:id
POST /counter/clients/:id/secret
POST /counter/clients/:id/stop
POST /counter/clients/:id/resume
POST /counter/clients/new
`
