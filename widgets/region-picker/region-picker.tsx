import { Button } from '../ui/button.tsx'

export interface RegionPickerProps {
  /** 省本级 first, then the cities with their counties. */
  groups: readonly { code: string; name: string; counties: readonly { code: string; name: string }[] }[]
  /** The code that is chosen. */
  chosen?: string | undefined
  /** Where it goes back to. */
  back: string
}

/** All regions of the province as buttons; one press chooses. Posts `region` and `back`. */
export function RegionPicker({ groups, chosen, back }: RegionPickerProps) {
  const button = ({ code, name }: { code: string; name: string }) => (
    <Button key={code} name="region" value={code} pressed={code === chosen}>
      {name}
    </Button>
  )
  return (
    <form class="region-picker" method="post" action="/preferences/region">
      <input type="hidden" name="back" value={back} />
      <div class="region-group">
        {groups.filter(({ counties }) => counties.length === 0).map(button)}
        <Button name="region" value="" kind="plain">
          不限地区
        </Button>
      </div>
      {groups
        .filter(({ counties }) => counties.length > 0)
        .map((group) => (
          <details key={group.code} open={isIn(group, chosen)}>
            <summary>{group.name}</summary>
            <div class="region-group">
              {button({ code: group.code, name: `${group.name}（全市）` })}
              {group.counties.map(button)}
            </div>
          </details>
        ))}
    </form>
  )
}

const isIn = (group: RegionPickerProps['groups'][number], chosen: string | undefined) =>
  chosen !== undefined && chosen.slice(0, 4) === group.code.slice(0, 4)
