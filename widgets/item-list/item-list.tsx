import { boardNames, type Item, isCase, kindNames, placesOf } from '../../schema/catalogue.ts'

export interface ItemListProps {
  items: readonly Item[]
  /** A level below the page's own heading for the names; none where the list stands under an `h2`. */
  level?: 'h2' | 'h3'
}

/** Whether it is done here, in two or three characters. */
function stateOf(item: Item): string {
  if (item.notHere !== undefined) return '暂不能在线办'
  return isCase(item) ? '在线办理' : '在线使用'
}

/** Service items, each a card that leads to its page. */
export function ItemList({ items, level: Heading = 'h2' }: ItemListProps) {
  return (
    <ul class="cards item-list">
      {items.map((item) => (
        <li key={item.code} class="sheet card-link">
          <Heading class="item-name">
            <a href={`/items/${item.code}`}>{item.name}</a>
          </Heading>
          <p class="item-facts quiet">
            <span>{boardNames[item.board]}</span>
            <span>{kindNames[item.kind]}</span>
            <span>{item.audience === 'unit' ? '单位' : '个人'}</span>
            {item.regions && <span>只在{placesOf(item)}</span>}
          </p>
          <p class={item.notHere === undefined ? 'item-state item-here' : 'item-state'}>{stateOf(item)}</p>
        </li>
      ))}
    </ul>
  )
}
