/** Name and version of this browser and its system, as a help desk asks for them. */

interface Brand {
  brand: string
  version: string
}
type Told = Pick<Navigator, 'userAgent' | 'platform'> & {
  userAgentData?: { brands: Brand[]; platform: string }
}

/** The one that is no placeholder and not the engine's, if there is one. */
const brandOf = (brands: Brand[]) => {
  const real = brands.filter(({ brand }) => !/not.?a.?brand/i.test(brand.replaceAll(/[^A-Za-z]/g, '')))
  return real.find(({ brand }) => brand !== 'Chromium') ?? real[0]
}

export function ownBrowser({ userAgent, platform, userAgentData: data }: Told) {
  const brand = brandOf(data?.brands ?? [])
  const [firefox] = /Firefox\/\d+/.exec(userAgent) ?? []
  return {
    browser: brand ? `${brand.brand} ${brand.version}` : (firefox?.replace('/', ' ') ?? '别的浏览器'),
    system: data?.platform || platform,
  }
}
