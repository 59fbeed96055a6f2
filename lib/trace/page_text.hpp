// The sources of the page, as lib/trace/page/embed.cmake joins them.
#pragma once

#include <string_view>

namespace linac {

[[nodiscard]] std::string_view page_html();
[[nodiscard]] std::string_view page_css();
[[nodiscard]] std::string_view page_script();

}  // namespace linac
