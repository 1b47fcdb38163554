/** The page on the elements, for portals: every state, what to write, attributes, events, reasons. */
import type { ComponentChildren } from 'preact'
import { frameRefusals } from '../../schema/embed.ts'
import { embedDetails } from '../../schema/oidc.ts'
import { CodeSample } from '../../widgets/code-sample/code-sample.tsx'
import { elementNames, elementOf, eventOf, SLOT } from '../../widgets/embed/elements.ts'
import type { ElementName } from '../../widgets/embed/looks.ts'
import { Island } from '../../widgets/island.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { heightOf } from './rules.ts'
import { SAMPLES } from './samples.tsx'
import { LISTENING, type Snippet, snippetsOf } from './snippets.ts'

const Sample = (props: Snippet) => <Island name="code-sample" component={CodeSample} props={props} />

function States({ element }: { element: ElementName }) {
  return (
    <div class="frame-samples">
      {Object.entries(SAMPLES[element]).map(([state, { name, taller = 0 }]) => (
        <figure key={state} class="frame-sample">
          <figcaption>{name}</figcaption>
          <iframe
            src={`/docs/widgets/${element}/${state}`}
            title={`${element}：${name}`}
            height={heightOf(element, {}) + taller}
            loading="lazy"
          />
        </figure>
      ))}
    </div>
  )
}

const Attributes = ({ element }: { element: ElementName }) => (
  <Table
    caption="属性"
    rows={Object.entries(elementOf(element).attributes)}
    rowKey={([name]) => name}
    columns={[
      { label: '属性', cell: ([name]) => <code>{name}</code> },
      { label: '必写', cell: ([, { required }]) => (required ? '是' : '否') },
      { label: '不写时', cell: ([, { standard }]) => standard ?? '无' },
      { label: '说明', cell: ([, { text }]) => text },
    ]}
    empty={null}
  />
)

const Events = ({ element }: { element: ElementName }) => (
  <Table
    caption="事件"
    rows={elementOf(element).events}
    rowKey={(name) => name}
    columns={[
      { label: '事件', cell: (name) => <code>{name}</code> },
      { label: '带的内容', cell: (name) => <Detail detail={eventOf(name).detail} /> },
      { label: '不拦的话', cell: (name) => eventOf(name).byDefault ?? '没有别的事' },
      { label: '说明', cell: (name) => eventOf(name).text },
    ]}
    empty={null}
  />
)

function Detail({ detail }: { detail: Record<string, string> }) {
  const fields = Object.entries(detail)
  if (fields.length === 0) return <>没有</>
  return (
    <ul class="plain">
      {fields.map(([field, text]) => (
        <li key={field}>
          <code>{field}</code> {text}
        </li>
      ))}
    </ul>
  )
}

function Element({ element, hall }: { element: ElementName; hall: string }) {
  const { name, text } = elementOf(element)
  return (
    <section class="sheet stack" id={element} aria-labelledby={`${element}-name`}>
      <h2 id={`${element}-name`}>
        {name} <code>{`<${element}>`}</code>
      </h2>
      <p>{text}</p>
      <h3>每种状态的样子</h3>
      <States element={element} />
      <h3>怎样写</h3>
      {snippetsOf(hall, element).map((snippet) => (
        <Sample key={snippet.label} {...snippet} />
      ))}
      <Attributes element={element} />
      <p>里面：{SLOT}</p>
      <Events element={element} />
    </section>
  )
}

const REASONS: [string, string][] = [
  ...Object.entries(embedDetails),
  ...Object.entries(frameRefusals).map(([reason, { detail }]): [string, string] => [reason, detail]),
  [
    'unreachable',
    'The frame did not answer within ten seconds: the network, or a policy that lacks the hall in frame-src.',
  ],
]

const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="sheet stack">
    <h2>{title}</h2>
    {children}
  </section>
)

export const WidgetDocs = ({ hall }: { hall: string }) => (
  <div class="stack">
    <h1>放进网站的部件</h1>
    <p class="lead">
      登记过的政务网站，加一个脚本，就能把这些部件放进自己的网页。每个部件是大厅的一个框，不靠第三方
      Cookie，网页的脚本看不到里面的内容。
    </p>
    <ul class="chips">
      {elementNames.map((element) => (
        <li key={element}>
          <a href={`#${element}`}>{elementOf(element).name}</a>
        </li>
      ))}
      <li>
        <a href="/custom-elements.json">custom-elements.json</a>
      </li>
      <li>
        <a href="/embed.d.ts">TypeScript 类型</a>
      </li>
      <li>
        <a href="/docs">接口文档</a>
      </li>
    </ul>
    {elementNames.map((element) => (
      <Element key={element} element={element} hall={hall} />
    ))}
    <Section title="听事件">
      <p>事件都会冒泡，在 document 上听就可以。有类型文件，写 TypeScript 时名字和内容都有提示。</p>
      <Sample label="网页的脚本（TypeScript）" code={LISTENING} />
    </Section>
    <Section title="配色和字号">
      <p>
        按钮和链接的颜色、边角、字号、疏密，可以请大厅的管理员按网站登记。颜色要足够深：上面的字对比度不到 4.5
        比 1 的，登记时不收。深色模式的颜色由它算出。
      </p>
    </Section>
    <Section title="网页的安全策略">
      <p>
        有 Content-Security-Policy 的网页，<code>script-src</code>、<code>frame-src</code> 和{' '}
        <code>connect-src</code> 里要有大厅的地址；用到 <code>src</code> 的，<code>frame-src</code> 里还要有
        <code>'self'</code>。不需要 <code>unsafe-inline</code>。
      </p>
    </Section>
    <Section title="打不开的原因">
      <p>原因写在浏览器的控制台里，前面有 [unit-hall]，也在出错事件的 reason 里。</p>
      <Table
        caption="原因"
        captionUnseen
        rows={REASONS}
        rowKey={([reason]) => reason}
        columns={[
          { label: '原因', cell: ([reason]) => <code>{reason}</code> },
          { label: '说明', cell: ([, detail]) => <span lang="en">{detail}</span> },
        ]}
        empty={null}
      />
    </Section>
  </div>
)
