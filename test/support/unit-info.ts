/** What a unit says of itself, for tests. */
export const anInfo = (own: Record<string, string> = {}) => ({
  ...{ version: '0', organisationCode: '', economicType: '173', region: '320106', nature: 'enterprise' },
  ...{ industry: 'I', affiliation: '90', category: 'ordinary', address: '南京市鼓楼区中山北路 1 号' },
  ...own,
})

/** The version that a form was drawn with. */
export const versionIn = (html: string) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
