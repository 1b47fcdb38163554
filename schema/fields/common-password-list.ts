/*
 * Passwords that head every published list of leaked ones and pass, or nearly pass, the written rule; the first
 * blocks are favourites here, the last are those of the wider world. Lower case, for comparison is case-folded.
 */
const LIST = `
a12345678 a123456789 a1234567890 aa12345678 aa123456789 aaa123456 abc123456 abc123456789 abcd123456 abc123123
as123456 asd123456 asdf123456 asd123asd asdasd123 q123456789 qq123456 qq123456789 qq5201314 qq1314520 qwe123456
qwe123qwe qweasd123 qweasdzxc qwerty123 qwerty123456 qaz123456 qaz123wsx qazwsx123 qazwsxedc zxc123456 zxcvbnm123
zxc123zxc z123456789 w123456789 x123456789 s123456789 l123456789 wo123456 wang123456 zhang123456 chen123456
li123456 liu123456 yang123456 lin123456 huang123456 zhao123456 woaini123 woaini520 woaini521 woaini1314
woaini5201314 woaini123456 iloveyou1314 iloveyou520 love1314 love5201314 love123456 aini1314 aini5201314
ai5201314 a5201314 aa5201314 wo5201314 w5201314 l5201314 x5201314 z5201314 wodemima wodemima123 mima123456 mima1234
mm123456 nihao123 nihao123456 nihaoma123 haohao123 tiantian123 xiaoxiao123 baobao123 baobei520 baobei1314 laopo520
laopo1314 laogong520 gongxifacai facai888 facai168 fa168168 yifa1688 wanshiruyi yifanfengshun zhongguo1949
zhongguo123 woaizhongguo woaizuguo china1949 china123456 beijing2008 shanghai2010 nanjing025 suzhou0512 wuxi0510
taizhou0523 nantong0513 yangzhou0514 changzhou0519 xuzhou0516 yancheng0515 zhenjiang0511 huaian0517 suqian0527
lianyungang0518 jiangsu025 jsrs12333 jshrss12333 hrss12333 rsj12333 shebao12333 rs12333rs sb12333sb js12333js
rsjs12333 ldbz12333 yljf12333 shebaoka1 shebaoka123 ggzyjy123 gwy123456 szf123456 rsj123456 rst123456 sbj123456
caiwu123456 renshi123456 renli123456 ziyuan123 renliziyuan renliziyuan1 hr123456 hr12345678 hradmin123 hr@123456
oa123456 oa@123456 erp123456 crm123456 test123456 demo1234 demo123456 demo@123 temp1234 temp@123 change123
changeme1 changeme123 changeme! change_me1 default1 default123 init1234 init@123 initial1 initpass1 newpass1
newpass123 newpassword1 mypassword1 mypass123 yourpassword1 nopassword1 pass@word1 pass@1234 pass_1234 pa$$word1
pa55word1 passw0rd! p@ssword1 p@55w0rd p@ssw0rd! p@$$w0rd p@$$word1 pa$$w0rd pssw0rd1 pwd@1234 pwd123456 pwd@123456
p@$$1234 abcd!234 abc!@#123 abc@12345 abc.1234 abc_1234 a1b2c3d4 a1b2c3d4e5 a1s2d3f4 a1s2d3f4g5 aa11bb22 aabb1122
aa112233 abab1212 asd123!@# asdf!234 qwe!@#123 qwer!234 qwer@123 qwer.1234 qwaszx12 qwaszx123 qazxsw21 qazxsw123
1q2w3e4r 1q2w3e4r5t 1q2w3e4r! 1q2w3e4r. 1q2w3e!@ 1q2w!q@w 1qaz@wsx 1qaz!qaz 1qazxsw2 1qaz2wsx3edc !qaz2wsx !qaz@wsx
!qaz1qaz 2wsx#edc zaq12wsx zaq1@wsx zaq1xsw2 zaq!2wsx zaq1zaq1 xsw2zaq1 q1w2e3r4 q1w2e3r4t5 qwe123!@# 123qwe!@#
123qweasd 123qwe123 123qwe.. 123abc!@# 123asd456 123456aa. 123456aa! 123456qq 123456qwe 123456abc! 12345qwert
1234qwer! 12345678a. 12345678aa 123456789a 123456789aa a1234567. a12345678. aa123456. aa123456! aa123456@ aa@123456
aa.123456 aa_123456 admin@888 admin888! admin123! admin1234! admin@12345 admin!@#456 adm1n@123 @dmin123 root@123
root123! root1234! toor1234 sysadmin1 sysadmin123 system123! oracle123 oracle@123 mysql123 mysql@123 sqlserver1
server@123 huawei123 huawei@123 huawei12#$ h3c@12345 zte@1234 cisco123 cisco@123 tplink123 tp-link123 hikvision1
hik12345 hik12345+ dahua123 lenovo123 dell1234 hp123456 sangfor@123 topsec@123 venus@123 nsfocus123 inspur@123
kingdee123 kingdee@123 yonyou123 yonyou@123 ufida123 seeyon123 seeyon@123 weaver@123 landray123 wps123456 office2007
office365! windows7! windows10! microsoft1 google123 facebook1 linkedin1 samsung1 android1 iphone123 apple123
letmein1! letmein123 letmein@1 welcome1! welcome123 welcome@123 welcome2! monkey123 dragon123 shadow123 master123
michael1 jordan23! jennifer1 jessica1 ashley123 charlie1 daniel123 thomas123 andrew123 joshua123 matthew1 robert123
football1 baseball1 basketball1 liverpool1 chelsea1 arsenal1 barcelona1 ronaldo7 messi10! kobe24! kobebryant24
superman1 batman123 spiderman1 pokemon1 naruto123 starwars1 trustno1 trustno1! whatever1 sunshine1 princess1 flower123
butterfly1 chocolate1 cookie123 computer1 internet1 killer123 hunter123 hunter2! freedom1 mustang1 corvette1 ferrari1
mercedes1 porsche911 yamaha123 summer123 summer2023! winter123 winter2023! spring123 spring2024! autumn2024! monday123
friday123 january1 october1 secret123 secret@123 access14 google1! g00gle123 zxcvbn123 zxcvb12345 asdfgh123 asdfgh12
hello123! hello@123 hello2024! helloworld1 hello_world1 iloveyou1! iloveyou2! loveme123 blink182 fuckyou1 fuckyou123
`

/** A few hundred passwords in lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(LIST.trim().split(/\s+/))
