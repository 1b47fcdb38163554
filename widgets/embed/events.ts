/** What the elements tell the portal's page; every event bubbles. */
export interface HallEvents {
  'hall-ready': object
  'hall-login': { code: string; state: string; iss: string }
  'hall-login-error': { reason: string }
  'hall-signed-out': object
  'hall-account-error': { reason: string }
  'hall-cases-error': { reason: string }
  'hall-verified': { result: string; number: string }
  'hall-verify-error': { reason: string }
}
