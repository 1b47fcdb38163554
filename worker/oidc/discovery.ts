/** What the provider can do (OpenID Connect Discovery 1.0, RFC 8414). Only what it does is said here. */
import { appScopes } from '../../schema/apps.ts'
import { Way } from '../../schema/session.ts'
import { acrOf } from './rules.ts'
import { TOKEN_EXCHANGE } from './ticket.ts'

const AUTH = {
  methods: ['client_secret_basic', 'private_key_jwt'],
  algorithms: ['ES256', 'PS256', 'RS256', 'EdDSA'],
}

export const discovery = (origin: string) => ({
  issuer: origin,
  authorization_endpoint: `${origin}/oidc/authorize`,
  pushed_authorization_request_endpoint: `${origin}/oidc/par`,
  require_pushed_authorization_requests: false,
  token_endpoint: `${origin}/oidc/token`,
  introspection_endpoint: `${origin}/oidc/introspect`,
  revocation_endpoint: `${origin}/oidc/revoke`,
  userinfo_endpoint: `${origin}/oidc/userinfo`,
  end_session_endpoint: `${origin}/oidc/logout`,
  jwks_uri: `${origin}/oidc/jwks`,
  service_documentation: `${origin}/docs`,
  scopes_supported: ['openid', ...appScopes],
  response_types_supported: ['code'],
  response_modes_supported: ['query', 'web_message'],
  grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials', TOKEN_EXCHANGE],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['ES256'],
  token_endpoint_auth_methods_supported: AUTH.methods,
  token_endpoint_auth_signing_alg_values_supported: AUTH.algorithms,
  introspection_endpoint_auth_methods_supported: AUTH.methods,
  introspection_endpoint_auth_signing_alg_values_supported: AUTH.algorithms,
  revocation_endpoint_auth_methods_supported: AUTH.methods,
  revocation_endpoint_auth_signing_alg_values_supported: AUTH.algorithms,
  code_challenge_methods_supported: ['S256'],
  prompt_values_supported: ['none', 'login'],
  acr_values_supported: Way.options.map(acrOf),
  claim_types_supported: ['normal'],
  claims_supported: [
    ...['iss', 'sub', 'aud', 'exp', 'iat', 'unit', 'operator'],
    ...['amr', 'acr', 'auth_time', 'nonce', 'sid', 'at_hash'],
  ],
  ui_locales_supported: ['zh-CN'],
  authorization_response_iss_parameter_supported: true,
  backchannel_logout_supported: true,
  backchannel_logout_session_supported: true,
  claims_parameter_supported: false,
  request_parameter_supported: false,
  request_uri_parameter_supported: false,
})
