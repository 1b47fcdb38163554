/** What a unit installs to sign in with a CA key, in five minutes; and a page that looks whether all is there. */
import type { ComponentChildren } from 'preact'
import { CaCheck } from '../../widgets/ca-check/ca-check.tsx'
import { Island } from '../../widgets/island.tsx'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import type { Downloads } from './downloads.ts'

interface Place {
  key: keyof Downloads
  name: string
  steps: string[]
}

const BROWSERS: Place[] = [
  {
    key: 'chrome',
    name: 'Chrome 浏览器（360、搜狗等用 Chrome 内核的浏览器相同）',
    steps: [
      '打开证书助手的页面，点「添加至 Chrome」，再点「添加扩展程序」。',
      '回到大厅的登录页，按一下 F5 刷新。',
    ],
  },
  {
    key: 'edge',
    name: 'Edge 浏览器',
    steps: ['打开证书助手的页面，点「获取」，再点「添加扩展」。', '回到大厅的登录页，按一下 F5 刷新。'],
  },
  {
    key: 'firefox',
    name: '火狐浏览器（Firefox）',
    steps: ['打开证书助手的页面，点「添加到 Firefox」，再点「添加」。', '回到大厅的登录页，按一下 F5 刷新。'],
  },
]

const SYSTEMS: Place[] = [
  {
    key: 'windows',
    name: 'Windows',
    steps: [
      '下载安装包，在上面点右键，选「全部解压缩」。',
      '打开解压出来的文件夹，在 install.ps1 上点右键，选「使用 PowerShell 运行」。',
      '看到「证书驱动程序装好了」，关掉浏览器再打开。不需要管理员权限。',
    ],
  },
  {
    key: 'macos',
    name: 'macOS',
    steps: [
      '下载安装包，双击解开。',
      '打开「终端」，输入 sh 和一个空格，把文件夹里的 install.sh 拖进窗口，按回车。',
      '看到「证书驱动程序装好了」，关掉浏览器再打开。',
    ],
  },
  {
    key: 'linux',
    name: 'Linux（统信、麒麟相同）',
    steps: [
      '下载安装包，解开到一个文件夹。',
      '在那个文件夹里打开终端，输入 sh install.sh，按回车。',
      '看到「证书驱动程序装好了」，关掉浏览器再打开。',
    ],
  },
]

function Places({ places, downloads, what }: { places: Place[]; downloads: Downloads; what: string }) {
  return (
    <ul class="cards">
      {places.map(({ key, name, steps }) => (
        <li key={key} class="sheet">
          <h3>{name}</h3>
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {downloads[key] && (
            <ButtonLink href={downloads[key]}>
              {what}
              <span class="unseen">，{name}</span>
            </ButtonLink>
          )}
        </li>
      ))}
    </ul>
  )
}

function Step({
  id,
  title,
  minutes,
  children,
}: {
  id: string
  title: string
  minutes: string
  children: ComponentChildren
}) {
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>
        {title}
        <span class="quiet"> {minutes}</span>
      </h2>
      {children}
    </section>
  )
}

interface GuideProps {
  downloads: Downloads
  /** CAs whose keys sign in. */
  authorities: string[]
}

const has = (downloads: Downloads, places: Place[]) => places.some(({ key }) => downloads[key])

/** Where it is had where the deployment names no address. */
const Elsewhere = () => <p>安装包请向本单位的信息化人员索取，或者拨打 12333 询问。</p>

export function Guide({ downloads, authorities }: GuideProps) {
  return (
    <article class="stack">
      <h1>用 CA 证书登录：安装说明</h1>
      <p class="lead">每台电脑装一次，大约五分钟。以后插上证书、点一下、输入证书密码就能登录。</p>
      <section class="sheet stack" aria-labelledby="before">
        <h2 id="before">先准备好</h2>
        <ul>
          <li>单位的 CA 证书（U 盘一样的那一把）和它的密码。要用签名证书，不是加密证书。</li>
          <li>证书自带的驱动程序已经装好：插上以后，证书自己的工具里能看到它。</li>
          <li>第一次登录时，法定代表人要在手机上刷脸确认一次，请先约好时间。</li>
        </ul>
        {authorities.length > 0 ? (
          <p>大厅认这些机构发的单位证书：{authorities.join('、')}。</p>
        ) : (
          <p>大厅现在还没有登记可以使用的发证机构，请先用其他方式登录。</p>
        )}
      </section>
      <Step id="extension" title="第一步：浏览器里装「证书助手」" minutes="约两分钟">
        {!has(downloads, BROWSERS) && <Elsewhere />}
        <Places places={BROWSERS} downloads={downloads} what="打开证书助手的页面" />
      </Step>
      <Step id="host" title="第二步：电脑上装「证书驱动程序」" minutes="约两分钟">
        {!has(downloads, SYSTEMS) && <Elsewhere />}
        <Places places={SYSTEMS} downloads={downloads} what="下载安装包" />
        <p>不想要了，运行同一个文件夹里的 uninstall 就卸载干净。</p>
      </Step>
      <Step id="check" title="第三步：插上证书，检查一下" minutes="约一分钟">
        <p>插上证书，等指示灯亮了，打开检查页，看每一项是不是都通。</p>
        <div class="actions">
          <ButtonLink kind="primary" href="/ca/check">
            打开检查页
          </ButtonLink>
          <ButtonLink href="/login/ca">去登录</ButtonLink>
        </div>
      </Step>
      <section class="sheet stack" aria-labelledby="safe">
        <h2 id="safe">请放心，也请留心</h2>
        <Notice title="证书密码只在弹出的窗口里输入">
          <p>
            那个窗口是证书驱动程序的，会写明是哪个网站在请您签名。网页里要您输入证书密码的，都不是大厅；窗口里的网站不是大厅的，请点取消。
          </p>
        </Notice>
        <ul>
          <li>证书密码不经过网页，大厅不知道也不保存。</li>
          <li>证书丢了，请马上由法定代表人或管理员在单位中心的「CA 证书」里停用，并向发证机构挂失。</li>
          <li>证书续期以后，插上新证书直接登录就行，不用重新登记。</li>
        </ul>
      </section>
      <section class="stack" aria-labelledby="trouble">
        <h2 id="trouble">还是登录不了</h2>
        <p>
          先看<a href="/ca/check">检查页</a>上哪一项不通，照那一项写的办。着急的话，可以先
          <a href="/login">用密码</a>或<a href="/login/scan">用手机扫码</a>登录。
        </p>
      </section>
    </article>
  )
}

export const Check = () => (
  <div class="sheet stack">
    <h1>检查能不能用 CA 证书</h1>
    <p>请先插上证书。下面从浏览器到证书一项一项地查，什么也不会签，也不用输入证书密码。</p>
    <Island name="ca-check" component={CaCheck} props={{ eager: true }} />
    <p>
      <a href="/ca/guide">安装说明</a>
    </p>
    <p>
      <a href="/login/ca">去登录</a>
    </p>
  </div>
)
