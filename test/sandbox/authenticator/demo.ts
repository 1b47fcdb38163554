/** The two demonstration clerks' authenticators. Their secrets are public: the sandbox alone may ever know them. */
export interface DemoClerk {
  loginName: string
  name: string
  office: string
  role: 'clerk' | 'administrator'
  password: string
  /** RFC 4648 base 32, as authenticators read it. */
  secret: string
}

export const demoClerks: DemoClerk[] = [
  {
    ...{ loginName: 'chuangkou', name: '王小燕', office: '鼓楼区人社窗口', role: 'clerk' },
    ...{ password: 'Counter#2026', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
  },
  {
    ...{ loginName: 'guanli', name: '周建国', office: '省人社信息中心', role: 'administrator' },
    ...{ password: 'Manage#2026', secret: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU' },
  },
]
