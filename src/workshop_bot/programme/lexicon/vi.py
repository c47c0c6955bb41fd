"""What Vietnamese speakers type about a programme: sense → phrases, with accents.

`word?` counts only beside another word of time or in a question that is plainly Vietnamese; `word~` only beside a word of time.
"""

_LUNCH = (
    *("bữa trưa", "ăn trưa", "nghỉ trưa", "khi ăn trưa", "khi nghỉ trưa"),
    *("giờ trưa", "giờ ăn trưa", "giờ nghỉ trưa", "giờ cơm trưa"),
)

PHRASES = {
    # days
    "shift 0": (
        "hôm nay, ngày hôm nay, bữa nay, hnay, nay có, sáng nay, trưa nay, chiều nay, tối nay, đêm nay, sáng hôm nay, "
        "chiều hôm nay, tối hôm nay"
    ),
    "shift 1": ("mai?, ngày mai, hôm mai, nmai, bữa mai, sáng mai, trưa mai, chiều mai, tối mai, đêm mai, mai sáng~, mai chiều, mai tối~"),
    "shift 2": ("ngày kia, ngày mốt, hôm mốt, mốt~, bữa mốt, sáng kia, chiều kia, sáng mốt, chiều mốt, sáng ngày kia, chiều ngày kia"),
    "shift -1": "hôm qua, ngày hôm qua, ngày qua, hqua, bữa qua, sáng qua, trưa qua, chiều qua, tối qua, đêm qua",
    "shift -2": "hôm kia, bữa kia, ngày hôm kia",
    "anchor 1": "hôm sau, ngày hôm sau, ngày kế tiếp, ngày tiếp theo, ngày sau, bữa sau, ngày kế",
    "anchor -1": "hôm trước, ngày hôm trước, ngày trước đó, ngày trước",
    "weekday 0": "thứ hai, thứ 2, t2?",
    "weekday 1": "thứ ba, thứ 3, t3?",
    "weekday 2": "thứ tư, thứ bốn, thứ 4, t4?",
    "weekday 3": "thứ năm, thứ 5, t5?",
    "weekday 4": "thứ sáu, thứ 6, t6?",
    "weekday 5": "thứ bảy, thứ bẩy, thứ 7, t7?",
    "weekday 6": "chủ nhật, chúa nhật, chủ nhựt, cn?",
    "week 0": "tuần này, trong tuần, tuần nay",
    "week 1": "tuần sau, tuần tới, tuần kế, tuần tiếp theo",
    "week -1": "tuần trước, tuần qua, tuần rồi, tuần vừa rồi",
    "weekend 0": "cuối tuần, cuối tuần này",
    "months 0": "tháng này",
    "months 1": "tháng sau, tháng tới",
    "months -1": "tháng trước, tháng qua, tháng rồi",
    "month 10": "tháng mười",
    "month 11": "tháng mười một",
    "month 12": "tháng mười hai, tháng chạp",
    "elsewhere 0": (
        "năm ngoái, năm trước, năm sau, năm tới, hàng năm, hằng năm, mọi năm, mỗi năm, các năm, hội thảo tiếp theo, "
        "hội thảo kế tiếp, hội thảo lần sau, hội thảo sau, hội thảo tới, hội thảo trước, hội thảo lần trước, lần trước, "
        "lần sau, kỳ sau, kỳ trước"
    ),
    "elsewhere after": "sau hội thảo, sau hội nghị, sau khi hội thảo, xong hội thảo, hội thảo kết thúc rồi",
    "day 0": "ngày, hôm",
    "date 0": "ngày, mùng, mồng, hôm, hôm ngày",
    "month-word 0": "tháng",
    "year-word 0": "năm",
    # parts of a day and hours
    "part morning": (
        "sáng~, buổi sáng, sáng nay, sáng mai, sáng qua, sáng kia, sáng mốt, mai sáng~, sáng hôm nay, sáng ngày kia, ban sáng, sáng sớm, "
        + ", ".join(f"trước {lunch}" for lunch in _LUNCH)
    ),
    "part noon": "trưa, buổi trưa, trưa nay, trưa mai, trưa qua, giữa trưa",
    "part afternoon": (
        "chiều, buổi chiều, chiều nay, chiều mai, chiều qua, chiều kia, chiều mốt, mai chiều, chiều hôm nay, chiều ngày kia, xế chiều, "
        "ăn trưa xong, nghỉ trưa xong, " + ", ".join(f"sau {lunch}" for lunch in _LUNCH)
    ),
    "part evening": ("tối~, buổi tối, tối nay, tối mai, tối qua, mai tối~, tối hôm nay, ban tối"),
    "part night": "đêm~, đêm nay, đêm mai, đêm qua, ban đêm",
    "hour 0": "giờ, h~",
    "hours-long 0": "tiếng, giờ, tiếng đồng hồ, giờ đồng hồ",
    "minutes-long 0": "phút",
    "span 30": "nửa tiếng, nửa giờ, nửa tiếng đồng hồ",
    "half 0": "rưỡi, rưởi",
    "hence 0": "nữa, sắp tới, tới",
    "ago 0": "trước, trước đây",
    "in 0": "sau, trong",
    "at 0": "lúc, vào lúc, khoảng, tầm",
    "on 0": "vào, hôm, bữa, ngày, vào ngày",
    "from 0": "từ, kể từ",
    "onwards 0": "từ, kể từ",
    "after 0": "sau",
    "before 0": "trước",
    "until 0": "cho đến, cho tới, đến hết",
    "to 0": "đến, tới, cho đến",
    "and 0": "và, với, hoặc, hay, cùng",
    "length 0": "kéo dài, trong vòng, suốt, trong",
    "coming 0": "tới, này, sắp tới, tuần này",
    "passed 0": "trước, vừa rồi, rồi, vừa qua, tuần trước, qua",
    "rest 0": "còn gì~, còn buổi nào, còn bài nào, còn những gì, còn buổi gì, lát nữa hôm nay",
    # relation to now
    "now 0": (
        "bây giờ, bgio, bjo, bây h, hiện tại, hiện giờ, hiện nay, ngay lúc này, lúc này, giờ này, ngay bây giờ, ngay giờ, "
        "giờ đang, đang diễn ra, đang có, đang nói, đang trình bày, đang báo cáo, đang phát biểu, đang thảo luận, đang là, "
        "đang tới, đang đến, đang chiếu, buổi đang, ai đang, đang học, đang bàn, đang làm gì, giờ có, giờ là, thời điểm này"
    ),
    "next 0": (
        "tới bài gì, đến bài gì, tới bài nào, xong bài này, tiếp theo, kế tiếp, tiếp đến, tiếp sau, sắp tới, sắp diễn ra, sắp đến, "
        "sau đó, tiếp nữa, lát nữa, chút nữa, tí nữa, "
        "ngay sau đây, ngay sau, buổi sau, bài sau, phiên sau, buổi tiếp, bài tiếp, phiên tiếp, buổi tới, bài tới, phiên tới, "
        "buổi kế, bài kế, phiên kế, sắp bắt đầu, tới là, tiếp là, rồi gì nữa"
    ),
    "nth 1": "đầu tiên, thứ nhất, đầu~, đầu giờ, đầu ngày, mở màn, sớm nhất",
    "nth 2": "thứ nhì",
    "nth -1": "cuối cùng, cuối~, sau cùng, cuối ngày, cuối buổi, cuối giờ, chót~, muộn nhất, trễ nhất, kết thúc cuối",
    "number 1": "một",
    "number 2": "hai~",
    "number 3": "ba~",
    "number 4": "bốn, tư~",
    "number 5": "năm~",
    "number 6": "sáu~",
    "number 7": "bảy, bẩy",
    "number 8": "tám",
    "number 9": "chín",
    "number 10": "mười",
    "number 11": "mười một",
    "number 12": "mười hai",
    # the programme
    "session 0": (
        "buổi, bài, phiên, bài báo cáo, bài trình bày, bài nói, bài giảng, bài thuyết trình, báo cáo, tham luận, "
        "bài tham luận, phần trình bày, phiên họp, tiết, buổi báo cáo, buổi học, buổi trình bày, buổi nào, bài nào, phiên nào, "
        "chuyên đề, hoạt động, nội dung, chủ đề, phần"
    ),
    "programme 0": (
        "lịch, lịch trình, chương trình, thời gian biểu, thời khóa biểu, lịch học, lịch hội thảo, lịch làm việc, "
        "chương trình hội thảo, lịch báo cáo, ctrinh, ct~, agenda, danh sách bài, danh sách buổi, danh sách các bài, "
        "danh sách các buổi, các buổi, các bài, các phiên"
    ),
    "all 0": (
        "toàn bộ, tất cả các buổi, tất cả các bài, cả tuần, các ngày, mấy ngày, cả chương trình, đầy đủ, tất cả buổi, "
        "tất cả bài, mọi buổi, từng ngày, mỗi ngày, mọi ngày, tất cả, cả hội thảo, tổng thể, chi tiết, "
        "cả hai ngày, cả ba ngày, cả bốn ngày, cả năm ngày, cả sáu ngày, cả bảy ngày, "
        "cả 2 ngày, cả 3 ngày, cả 4 ngày, cả 5 ngày, cả 6 ngày, cả 7 ngày"
    ),
    "speak 0": (
        "nói, trình bày, báo cáo, phát biểu, thuyết trình, giảng, giảng bài, chủ trì, tham luận, diễn thuyết, "
        "phụ trách bài, phụ trách buổi, phụ trách phần"
    ),
    "start 0": "bắt đầu, khai màn, vào học, vô học, mấy giờ học, học lúc mấy giờ, mở đầu, có mặt",
    "end 0": "kết thúc, xong, tan, hết giờ, mấy giờ về, mấy giờ được về",
    "ask when": (
        "khi nào, bao lâu nữa, còn bao lâu, bao giờ, lúc nào, chừng nào, ngày nào, hôm nào, thứ mấy, bữa nào, hồi nào, thời gian, "
        + ", ".join(f"trước {either} sau {lunch}" for either in ("hay", "hoặc") for lunch in _LUNCH)
    ),
    "ask cancelled": "bị hủy, bị hủy bỏ, hủy buổi, hủy bài nào, hủy lịch",
    "ask hour": "mấy giờ, mấy h, giờ giấc, giờ nào",
    "ask where": "ở đâu, chỗ nào, phòng, phòng nào, hội trường",
    "ask who": "ai, người nào, bác sĩ nào, bs nào, thầy nào, chuyên gia nào, giáo sư nào",
    "ask whose": "của ai, do ai",
    "ask speakers": (
        "diễn giả, báo cáo viên, người trình bày, người báo cáo, tên diễn giả, tên báo cáo viên, tên người trình bày, tên người báo cáo, "
        "tên người nói"
    ),
    "ask length": "kéo dài, bao lâu, thời lượng, dài bao lâu, mấy phút, bao nhiêu phút, mấy tiếng, bao nhiêu tiếng",
    "ask link": "link, đường dẫn, zoom, link zoom, link họp, đường link, teams, link teams, webex, link webex",
    "ask 0": "đâu, diễn ra, tổ chức, học",
    "count 0": "bao nhiêu, mấy, số, số lượng",
    "event 0": "hội thảo, hội nghị, sự kiện, khóa học, khóa đào tạo, workshop",
    "kind opening": "khai mạc, lễ khai mạc, phiên khai mạc, buổi khai mạc, khai giảng",
    "kind closing": "bế mạc, lễ bế mạc, phiên bế mạc, buổi bế mạc, tổng kết",
    "kind break": "giải lao, nghỉ giải lao, giờ nghỉ, nghỉ giữa giờ, tea break, teabreak",
    "kind discussion": "thảo luận, buổi thảo luận, phiên thảo luận, bàn luận",
    "kind social": "tiệc, gala, giao lưu, ăn tối, liên hoan",
    "honorific 0": "thầy, bác sĩ, bs, gs, pgs, ts, ths, ông, bà, cô, anh, chị, giáo sư, phó giáo sư, tiến sĩ, bác sỹ, chú",
    "follow 0": "còn, thế còn, vậy còn, thế, và, vậy, còn về",
    "there 0": ("đó, ở đó, buổi đó, bài đó, phiên đó, buổi này, bài này, cái đó, chủ đề đó, chủ đề này, nó, phần đó, hôm đó, ngày đó"),
    "unit 0": (
        "tuổi, tháng tuổi, năm tuổi, mg, kg, ml, cm, gram, trẻ, bệnh nhân, ca, người, lần, phần trăm, bài, buổi, phiên, nước, "
        "bệnh viện, đồng, triệu, chu kỳ, đợt"
    ),
    "meal 0": "ăn trưa, ăn trưa xong, bữa trưa, cơm trưa, nghỉ trưa, nghỉ trưa xong, ăn sáng, bữa sáng, cơm tối, bữa tối, ăn chiều",
    "function 0": (
        "có, gì, là, không, ko, k, kg, những, các, và, ở, của, cho, tôi, em, mình, ạ, à, nhé, vậy, thì, được, dc, với, về, "
        "trong, ra, sẽ, này, đó, ấy, nào, xin, hỏi, biết, muốn, vui lòng, làm ơn, ad, bạn, anh, chị, thế, mà, rồi, chưa, nữa, "
        "hả, nha, dạ, bên, mấy, bao nhiêu, một, cái, xem, nghe, dự, tham dự, đi, vào, lúc, từ, đến, tại, theo, như, bị, do, "
        "để, khi, thế nào, ntn, ra sao, sao, j, vào lúc, liên quan, nói về, bàn, bàn về, về chủ đề, hãy, giúp, cần, đang, sắp, đã, "
        "diễn ra, gồm, ngoài, hay, hoặc, cả, còn, chứ, nhỉ, thưa, chào, ban tổ chức ơi, ơi, ok, nhắc, cho hỏi, cho biết, đấy, ở đây, "
        "đây, kế hoạch, kể, liệt kê, tổng cộng, chỉ, phải, học, nghỉ, hông, hong, hổng, hen, nghen, nè, zậy, vô"
    ),
}
