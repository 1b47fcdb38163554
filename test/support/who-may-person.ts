/** Routes of the personal centre: for whoever is signed in as a person. */
export const OWN = `
GET /api/v1/person
GET /api/v1/person/session
GET /api/v1/person/sessions
GET /person
GET /person/activity
GET /person/cases
GET /person/cases/new/:item
GET /person/cases/:id
GET /person/cases/:id/discard
GET /person/cases/:id/edit
GET /person/cases/:id/files/:file
GET /person/cases/:id/withdraw
POST /person/cases/new/:item
POST /person/cases/:id/edit
POST /person/cases/:id/rating
POST /person/cases/:id/withdraw
GET /api/v1/person/grants/face
GET /person/grants
GET /person/grants/:id
GET /person/grants/:id/password
POST /person/grants/:id
POST /person/grants/:id/password
GET /person/household
GET /person/sessions
POST /api/v1/person/session/renew
POST /person/household
POST /person/sessions/end
PUT /api/v1/person/household
`
