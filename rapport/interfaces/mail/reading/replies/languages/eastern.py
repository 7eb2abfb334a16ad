"""Chinese, Japanese, Korean, Vietnamese, Thai, Indonesian."""

from __future__ import annotations

from rapport.interfaces.mail.reading.replies.languages.language import Language

EASTERN = (
    Language(
        code="zh",
        wrote="写道|寫道|写到|撰写|撰寫|来信|來信|写了|寫了|已写|编写",
        opens="在|於|于|自",
        sender="发件人|發件人|寄件者|寄件人|发信人|來自|发送人",
        sent="发送时间|發送時間|日期|发送日期|發送日期|寄件日期|傳送日期|傳送時間|时间|時間|已发送|已傳送|"
        "寄送時間|发件时间|送出",
        to="收件人|收件者|收信人|至|到|发送至",
        copy="抄送|副本|密送|重要性|附件|密件副本|答复|回复",
        subject="主题|主題|主旨|标题|標題",
        original="原始邮件|原邮件|原始郵件|原始信息|原始讯息|原始訊息|原郵件|回复的原邮件|回复的邮件|原始消息|"
        "原信件|邮件原件|原件",
        forwarded="转发的邮件|转发邮件|轉寄郵件|轉寄的郵件|已转发邮件|已轉寄的郵件|转发邮件信息|轉寄訊息|"
        "转发的消息|轉發郵件|轉寄的訊息",
        begins="以下是转发的邮件|開始轉寄訊息|下面是被转发的邮件|下面是轉寄的郵件|以下是轉寄的郵件|開始轉寄郵件|"
        "被转发邮件|开始转发的邮件",
        client="发自|发送自|寄件自|發自|從我的|来自|來自|从我的|由我的|寄自|傳送自|發送自|通过|使用",
        client_end="傳送|发送|發送|寄出|傳送的|发出",
        fetch="获取|取得|下载|下載|獲取",
    ),
    Language(
        code="ja",
        wrote="のメール|は書きました|さんは書きました|さんは書いた|さんからのメール|が書きました|が書いた|"
        "書きました|さんが書きました|"
        "のメッセージ|からのメッセージ|は次のように書きました|引用",
        opens="",
        sender="差出人|送信者|送信元|発信者",
        sent="送信日時|日時|日付|送信日|受信日時|送信時刻|送信済み",
        to="宛先|宛て先|あて先|受信者",
        copy="重要度|添付ファイル|同報|返信先",
        subject="件名|題名|タイトル",
        original="元のメッセージ|オリジナルメッセージ|元のメール|オリジナル メッセージ|元の予定|original message",
        forwarded="転送されたメッセージ|転送メッセージ|転送メール|転送されたメール|転送された電子メール",
        begins="転送されたメッセージ|以下は、転送されたメッセージです|転送されたメール",
        client="私の|スマートフォン",
        client_end="から送信|より送信|から送信されました|で送信|からの送信|から送信しています",
        fetch="を入手|ダウンロード|の入手|を取得",
    ),
    Language(
        code="ko",
        wrote="님이 작성|작성|쓴 글|님이 쓴 글|님이 작성함|님이 다음과 같이 썼습니다|님께서 작성|님의 말|님이 씀|"
        "썼습니다|wrote",
        opens="",
        sender="보낸 사람|보낸사람|발신|발신인|보낸이|from",
        sent="보낸 날짜|날짜|보낸날짜|보낸 시간|일시|발송일|전송 날짜|받은 날짜",
        to="받는 사람|받는사람|수신|수신인|받는이",
        copy="참조|숨은 참조|중요도|첨부 파일|첨부",
        subject="제목",
        original="원본 메시지|원본 메일|원문|원본메시지|원본 이메일|original message",
        forwarded="전달된 메시지|전달된 메일|전달한 메시지|전달 메시지",
        begins="전달된 메시지 시작|전달된 메시지|시작: 전달된 메시지",
        client="나의|내|제",
        client_end="에서 보냄|에서 전송|에서 보냈습니다|에서 보낸|에서 발송|로 보냄",
        fetch="다운로드|받기|가져오기",
    ),
    Language(
        code="vi",
        wrote="đã viết|viết|đã viết như sau",
        opens="vào|ngày|vào ngày|lúc",
        sender="từ|người gửi",
        sent="đã gửi|ngày|gửi|ngày gửi|gửi lúc",
        to="đến|tới|người nhận",
        copy="đồng kính gửi|bản sao",
        subject="chủ đề|tiêu đề",
        original="thư gốc|tin nhắn gốc|thư ban đầu",
        forwarded="thư đã chuyển tiếp|thư được chuyển tiếp|tin nhắn được chuyển tiếp|forwarded message",
        begins="bắt đầu thư được chuyển tiếp",
        client="được gửi từ|gửi từ|đã gửi từ",
        fetch="tải|nhận|lấy",
    ),
    Language(
        code="id ms",
        wrote="menulis|berkata|telah menulis",
        opens="pada|pd",
        sender="dari|daripada",
        sent="dikirim|tanggal|terkirim|dihantar|tarikh",
        to="kepada|ke|untuk",
        copy="salinan|lampiran",
        subject="subjek|perihal|judul",
        original="pesan asli|mesej asal|pesan awal",
        forwarded="pesan terusan|pesan yang diteruskan|mesej dimajukan|forwarded message",
        begins="mulai meneruskan pesan|awal pesan terusan",
        client="dikirim dari|dikirim melalui|dihantar daripada|terkirim dari|dihantar dari",
        fetch="dapatkan|unduh",
    ),
    Language(
        code="th hi",
        wrote="เขียนว่า|เขียน|ได้เขียน|ने लिखा|लिखा",
        opens="ในวันที่|เมื่อ|เมื่อวันที่|วันที่|को",
        sender="จาก|प्रेषक|से",
        sent="ส่ง|วันที่|ส่งเมื่อ|भेजा गया|दिनांक",
        to="ถึง|प्रति|को",
        copy="สำเนา",
        subject="เรื่อง|หัวเรื่อง|ชื่อเรื่อง|หัวข้อ|विषय",
        original="ข้อความต้นฉบับ|ข้อความเดิม|मूल संदेश",
        forwarded="ข้อความที่ส่งต่อ|ข้อความส่งต่อ|अग्रेषित संदेश",
        client="ส่งจาก|मेरे",
        client_end="से भेजा गया|से प्रेषित",
        fetch="รับ|ดาวน์โหลด",
    ),
)
