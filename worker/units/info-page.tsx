/** The unit's own data and its legal representative. The tabs beside them are worker/queries/'s. */
import { DOCUMENT_TYPES, isDocumentType } from '../../schema/fields/document-type.ts'
import { organisationCodeIn } from '../../schema/fields/organisation-code.ts'
import { regionName } from '../../schema/fields/region.ts'
import {
  AFFILIATIONS,
  CATEGORIES,
  ECONOMIC_TYPES,
  INDUSTRIES,
  NATURES,
} from '../../schema/fields/unit-codes.ts'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { UnitSheet } from '../../widgets/unit-tabs/unit-tabs.tsx'
import type { Kept, Representative, UnitData } from './info.ts'

export const UNIT = '/center/unit'
export const EDIT = `${UNIT}/edit`

const label = (list: Record<string, string>, code: string) =>
  (Object.hasOwn(list, code) ? list[code] : '') ?? ''

/** A field's name and, in words, what is kept in it. */
export const inWords: { [Field in keyof Kept]: (value: string) => { name: string; value: string } } = {
  organisationCode: (value) => ({ name: '组织机构代码', value: value || '统一社会信用代码里的那一个' }),
  economicType: (value) => ({ name: '经济类型', value: label(ECONOMIC_TYPES, value) }),
  region: (value) => ({ name: '登记地区', value: regionName(value) ?? '省外' }),
  nature: (value) => ({ name: '单位性质', value: label(NATURES, value) }),
  industry: (value) => ({ name: '所属行业', value: label(INDUSTRIES, value) }),
  affiliation: (value) => ({ name: '隶属关系', value: label(AFFILIATIONS, value) }),
  category: (value) => ({ name: '单位类别', value: label(CATEGORIES, value) }),
  address: (value) => ({ name: '注册地址', value }),
}

function Own({ unit, mayChange }: { unit: UnitData; mayChange: boolean }) {
  const { kept } = unit
  const row = (field: keyof Kept) => {
    const { name, value } = inWords[field](kept[field])
    return { name, value: value || <span class="quiet">还没有填写</span> }
  }
  const code = kept.organisationCode || organisationCodeIn(unit.creditCode)
  return (
    <section class="sheet stack" aria-labelledby="basics">
      <h2 id="basics">基本信息</h2>
      {unit.version === 0 && (
        <Notice kind="wait" title="有几项还没有填写">
          {mayChange
            ? '补全以后，办理业务时就不用一遍一遍地填。'
            : '请本单位的法定代表人或管理员登录后补全。'}
        </Notice>
      )}
      <SummaryList
        rows={[
          { name: '单位全称', value: unit.name },
          { name: '统一社会信用代码', value: <span class="code">{unit.creditCode}</span> },
          { name: '单位编号', value: <span class="digits">{unit.unitNumber}</span> },
          { name: '组织机构代码', value: <span class="code">{code}</span> },
          ...(['economicType', 'region', 'nature', 'industry'] as const).map(row),
          ...(['affiliation', 'address', 'category'] as const).map(row),
        ]}
      />
      <p class="quiet">
        单位全称变了的，请先在市场监管等登记机关变更，再带新的营业执照到就近的人社窗口改过来。
      </p>
      {mayChange ? (
        <div class="actions">
          <ButtonLink kind="primary" href={EDIT}>
            修改单位信息
          </ButtonLink>
        </div>
      ) : (
        <p class="quiet">您是经办人，可以查看；修改请联系本单位的法定代表人或管理员。</p>
      )}
    </section>
  )
}

function RepresentativeData({ who }: { who: Representative | undefined }) {
  if (!who)
    return (
      <Empty title="还没有登记法定代表人">
        请法定代表人用江苏政务服务或电子营业执照登录一次，就会登记上。
      </Empty>
    )
  const type =
    who.documentType && isDocumentType(who.documentType) ? DOCUMENT_TYPES[who.documentType] : '还没有登记'
  return (
    <>
      <SummaryList
        rows={[
          { name: '姓名', value: who.name },
          { name: '证件类型', value: type },
          { name: '证件号码', value: <span class="digits">{who.documentNumber ?? '还没有登记'}</span> },
          { name: '移动电话', value: <span class="digits">{who.mobile ?? '还没有登记'}</span> },
        ]}
      />
      <p class="quiet">法定代表人的信息在这里只能查看。换了法定代表人的，请到人社窗口办理。</p>
    </>
  )
}

interface UnitPageProps {
  unit: UnitData
  representative: Representative | undefined
  mayChange: boolean
  saved: boolean
}

export const UnitPage = ({ unit, representative, mayChange, saved }: UnitPageProps) => (
  <UnitSheet>
    {saved && <Notice kind="done" role="status" title="单位信息已经保存" />}
    <Own unit={unit} mayChange={mayChange} />
    <section class="sheet stack" aria-labelledby="representative">
      <h2 id="representative">法定代表人</h2>
      <RepresentativeData who={representative} />
    </section>
  </UnitSheet>
)
